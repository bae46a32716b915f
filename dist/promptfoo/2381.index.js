const id=2381,ids=[2381],modules={22381:(module=>{module.exports=eval("require")("read-excel-file/node")})};export{id,ids,modules};
